/**
 * Results on disk: written atomically, addressed by the digest of what made them, closed by a
 * manifest with checksums.
 */
package io.pentimento.core.artifact;
