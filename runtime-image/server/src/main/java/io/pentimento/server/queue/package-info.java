/** Runs a configured number of admitted images at once, and serves clients in turn. */
@NullMarked
package io.pentimento.server.queue;

import org.jspecify.annotations.NullMarked;
