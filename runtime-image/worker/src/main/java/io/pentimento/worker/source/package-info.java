/** Resumable downloads of remote files from HTTP and S3, with credentials from secrets. */
@NullMarked
package io.pentimento.worker.source;

import org.jspecify.annotations.NullMarked;
