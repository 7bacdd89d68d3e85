/**
 * Informers of the objects that the operator creates for a resource, and the lookup of these
 * objects in their caches. They are the same for AdaptationJobs and RestorationServices.
 */
@NullMarked
package io.pentimento.operator.watch;

import org.jspecify.annotations.NullMarked;
