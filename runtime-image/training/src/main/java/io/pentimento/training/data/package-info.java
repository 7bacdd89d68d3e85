/** Images in memory, drawn as training batches. */
package io.pentimento.training.data;
