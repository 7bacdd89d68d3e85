/** Gives each request an id, which the access log and the response contain. */
package io.pentimento.server.access;
