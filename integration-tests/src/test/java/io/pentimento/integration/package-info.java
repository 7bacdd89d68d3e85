/** End-to-end tests of the packaged operator, worker and server. */
package io.pentimento.integration;
