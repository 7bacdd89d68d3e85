/**
 * Fixtures of the server's tests: small models, images of known pixels, and the packaged server as
 * a process.
 */
package io.pentimento.server.testing;
