/** CodeFormer: code prediction by a transformer over a VQGAN. */
@NullMarked
package io.pentimento.core.network.codeformer;

import org.jspecify.annotations.NullMarked;
