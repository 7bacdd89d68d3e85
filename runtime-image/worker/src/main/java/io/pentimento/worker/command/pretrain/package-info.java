/** The {@code pretrain} commands: train small networks from a folder of clean images. */
@NullMarked
package io.pentimento.worker.command.pretrain;

import org.jspecify.annotations.NullMarked;
