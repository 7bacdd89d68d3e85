/**
 * Turns, scales and crops faces so that their landmarks lie where the FFHQ template has them. The
 * transform is a least-squares similarity, and sampling is antialiased.
 */
@NullMarked
package io.pentimento.core.face.align;

import org.jspecify.annotations.NullMarked;
