/**
 * Network files: the architecture and hyperparameters are derived from names and shapes of weights,
 * and the weights are checked against them.
 */
package io.pentimento.core.network.file;
