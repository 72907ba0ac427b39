from assets.workbooks.assets.intake import ASSETS

KINDS = {kind.shape.code: kind for kind in (ASSETS,)}
