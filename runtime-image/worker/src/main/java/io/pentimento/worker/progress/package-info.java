/** Progress of long tasks, for terminals and for programs. */
package io.pentimento.worker.progress;
