/** Graceful termination: what the server does between SIGTERM and the end of its process. */
@NullMarked
package io.pentimento.server.shutdown;

import org.jspecify.annotations.NullMarked;
