/**
 * Resumable downloads from HTTP, S3, registries and the Hugging Face hub, with credentials from
 * secrets.
 */
@NullMarked
package io.pentimento.worker.source;

import org.jspecify.annotations.NullMarked;
