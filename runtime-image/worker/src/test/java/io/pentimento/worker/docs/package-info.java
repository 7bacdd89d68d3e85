/** Checks of pages that are generated from code of the worker and its dependencies. */
package io.pentimento.worker.docs;
