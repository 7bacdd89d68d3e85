/**
 * Results on disk: written atomically, addressed by the digest of what made them, closed by a
 * manifest with checksums.
 */
@NullMarked
package io.pentimento.core.artifact;

import org.jspecify.annotations.NullMarked;
