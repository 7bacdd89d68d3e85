/** Networks as TorchScript source, which libtorch runs without one native call per operation. */
@NullMarked
package io.pentimento.core.torchscript;

import org.jspecify.annotations.NullMarked;
