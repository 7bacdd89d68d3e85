/**
 * Results on disk: written atomically, addressed by the digest of their inputs, and completed by a
 * manifest with checksums.
 */
@NullMarked
package io.pentimento.core.artifact;

import org.jspecify.annotations.NullMarked;
