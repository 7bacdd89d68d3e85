/** Folders of images: listing, file formats and content digests. */
package io.pentimento.core.image.folder;
