# unreviewed: no Welsh speaker has read this file yet.
title = Dywedwch wrthym beth ddigwyddodd
full-name = Beth yw enw llawn y person?
happened-on = Pryd ddigwyddodd hyn?
