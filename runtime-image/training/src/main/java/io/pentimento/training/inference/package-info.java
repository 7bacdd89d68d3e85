/** Running networks on the engine and the device that suit the process. */
@NullMarked
package io.pentimento.training.inference;

import org.jspecify.annotations.NullMarked;
