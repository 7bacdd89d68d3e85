/**
 * Brings remote files here: resumable downloads from HTTP and S3, with credentials from secrets.
 */
package io.pentimento.worker.source;
