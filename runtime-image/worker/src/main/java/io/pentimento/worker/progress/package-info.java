/** How far long work is, for a terminal and for programs. */
@NullMarked
package io.pentimento.worker.progress;

import org.jspecify.annotations.NullMarked;
