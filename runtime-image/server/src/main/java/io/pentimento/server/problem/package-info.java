/** Converts failures of the REST API into problem details (RFC 9457). */
@NullMarked
package io.pentimento.server.problem;

import org.jspecify.annotations.NullMarked;
