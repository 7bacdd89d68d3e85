/** Gives each request an id, which the access log and the answer name. */
package io.pentimento.server.access;
