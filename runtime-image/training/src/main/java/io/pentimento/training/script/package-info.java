/** TorchScript modules, run and trained by libtorch. */
@NullMarked
package io.pentimento.training.script;

import org.jspecify.annotations.NullMarked;
