/**
 * Reads of the API server whose number does not grow with the number of jobs: informers of the
 * objects that the operator creates, and answers that all jobs share for some seconds.
 */
@NullMarked
package io.pentimento.operator.watch;

import org.jspecify.annotations.NullMarked;
