/**
 * Networks written as TorchScript source, to run on libtorch without one native call per operation.
 */
@NullMarked
package io.pentimento.core.torchscript;

import org.jspecify.annotations.NullMarked;
