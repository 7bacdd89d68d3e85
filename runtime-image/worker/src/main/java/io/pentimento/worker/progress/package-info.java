/** How far long work is, for a terminal and for programs. */
package io.pentimento.worker.progress;
