/** The web page at {@code /} for trying the server; it loads nothing from other servers. */
@NullMarked
package io.pentimento.server.page;

import org.jspecify.annotations.NullMarked;
