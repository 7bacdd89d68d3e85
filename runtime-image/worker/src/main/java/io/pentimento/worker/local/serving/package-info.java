/** The inference server as a local process of {@code run}. */
@NullMarked
package io.pentimento.worker.local.serving;

import org.jspecify.annotations.NullMarked;
