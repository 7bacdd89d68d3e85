/** Turns failures of the REST API into problem details (RFC 9457). */
package io.pentimento.server.problem;
