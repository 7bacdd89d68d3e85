/** Runs admitted work in order of arrival, a configured number at once. */
@NullMarked
package io.pentimento.server.queue;

import org.jspecify.annotations.NullMarked;
