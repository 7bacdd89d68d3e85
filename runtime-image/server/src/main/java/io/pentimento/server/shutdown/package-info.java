/** Graceful termination: what the server does between SIGTERM and the end of its process. */
package io.pentimento.server.shutdown;
