/** On what networks compute: the CPU, or one NVIDIA GPU. */
package io.pentimento.core.device;
