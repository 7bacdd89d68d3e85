/** The devices that compute networks: the CPU, or one NVIDIA GPU. */
@NullMarked
package io.pentimento.core.device;

import org.jspecify.annotations.NullMarked;
