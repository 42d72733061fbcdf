#include "article/priv.h"

void page_weave(struct page *p) { (void)p; }
