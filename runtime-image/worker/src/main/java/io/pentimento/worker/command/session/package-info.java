/** Networks opened for a command, on libtorch or ONNX Runtime. */
package io.pentimento.worker.command.session;
