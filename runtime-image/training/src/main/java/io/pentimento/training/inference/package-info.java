/** Running networks on the engine and the device that suit the process. */
package io.pentimento.training.inference;
