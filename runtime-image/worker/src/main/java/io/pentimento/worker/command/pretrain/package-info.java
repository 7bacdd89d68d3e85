/** The {@code pretrain} commands: train small networks from a folder of clean images. */
package io.pentimento.worker.command.pretrain;
