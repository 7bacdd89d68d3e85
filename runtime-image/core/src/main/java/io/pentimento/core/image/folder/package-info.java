/** Folders of images: listing, file formats and content digests. */
@NullMarked
package io.pentimento.core.image.folder;

import org.jspecify.annotations.NullMarked;
