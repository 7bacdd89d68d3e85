/** Progress of long tasks, for terminals and for programs. */
@NullMarked
package io.pentimento.worker.progress;

import org.jspecify.annotations.NullMarked;
