/** The web page at {@code /}, on which people try the server; it needs nothing from elsewhere. */
@NullMarked
package io.pentimento.server.page;

import org.jspecify.annotations.NullMarked;
