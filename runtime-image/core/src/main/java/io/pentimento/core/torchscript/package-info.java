/**
 * Networks written as TorchScript source, to run on libtorch without one native call per operation.
 */
package io.pentimento.core.torchscript;
