/** Networks opened for a command, on libtorch or ONNX Runtime. */
@NullMarked
package io.pentimento.worker.command.session;

import org.jspecify.annotations.NullMarked;
