/** CodeFormer: code prediction by a transformer over a VQGAN. */
package io.pentimento.core.network.codeformer;
