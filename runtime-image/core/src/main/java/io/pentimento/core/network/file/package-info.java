/**
 * Network files: the architecture and hyperparameters are derived from names and shapes of weights,
 * and the weights are checked against them.
 */
@NullMarked
package io.pentimento.core.network.file;

import org.jspecify.annotations.NullMarked;
