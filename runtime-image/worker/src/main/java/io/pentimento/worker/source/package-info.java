/** Resumable downloads of remote files from HTTP and S3, with credentials from secrets. */
package io.pentimento.worker.source;
