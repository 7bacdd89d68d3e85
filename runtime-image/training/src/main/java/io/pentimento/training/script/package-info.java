/** Networks that come as programs: TorchScript modules, run and trained by libtorch. */
package io.pentimento.training.script;
