/**
 * Networks as ONNX graphs: recording one from its definition, writing it to a file and running it
 * on ONNX Runtime. Opset 21, without any protobuf library.
 */
@NullMarked
package io.pentimento.core.onnx;

import org.jspecify.annotations.NullMarked;
