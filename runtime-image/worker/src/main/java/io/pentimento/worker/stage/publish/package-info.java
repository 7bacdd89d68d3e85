/** The stage publish: pushes an accepted model and its evidence to a registry. */
@NullMarked
package io.pentimento.worker.stage.publish;

import org.jspecify.annotations.NullMarked;
