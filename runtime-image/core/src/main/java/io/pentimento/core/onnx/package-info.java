/**
 * Networks as ONNX graphs: records a graph from a network's definition, writes it to a file and
 * runs it on ONNX Runtime. Opset 21, without any protobuf library.
 */
@NullMarked
package io.pentimento.core.onnx;

import org.jspecify.annotations.NullMarked;
