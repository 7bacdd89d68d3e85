/**
 * Brings remote files here: resumable downloads from HTTP and S3, with credentials from secrets.
 */
@NullMarked
package io.pentimento.worker.source;

import org.jspecify.annotations.NullMarked;
