name = A plugin that misbehaves
description = For tests of the sandbox; never install it in a service
title = Misbehave
attack = What to do
attack-hint = The name of an attack; see src/attack.rs
note = A note
echo = Given back as it came
honest = { $answers } answers, call { $calls } of this instance
