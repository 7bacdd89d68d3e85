/** Gives each request an id, which the access log and the response contain. */
@NullMarked
package io.pentimento.server.access;

import org.jspecify.annotations.NullMarked;
